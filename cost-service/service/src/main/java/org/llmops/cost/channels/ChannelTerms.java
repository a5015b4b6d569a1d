package org.llmops.cost.channels;

import java.time.Duration;

/** What can be changed of a channel at any time. */
record ChannelTerms(String name, boolean enabled, Audience audience, Duration quiet) {}
