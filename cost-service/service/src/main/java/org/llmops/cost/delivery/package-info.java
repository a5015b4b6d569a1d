/** Sends messages about alerts to channels, each at least once, and keeps what became of them. */
@NullMarked
package org.llmops.cost.delivery;

import org.jspecify.annotations.NullMarked;
