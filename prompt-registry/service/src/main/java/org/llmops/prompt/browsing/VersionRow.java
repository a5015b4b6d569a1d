package org.llmops.prompt.browsing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What a list of versions reads of each: not the texts, of which a page could hold 50 MiB. */
@RegisterForReflection
record VersionRow(int version, String commitMessage, String author, Instant publishedAt) {}
