/** Whom a workspace wants to be told of alerts, of which, and how often. */
@NullMarked
package org.llmops.cost.channels;

import org.jspecify.annotations.NullMarked;
