/** Events that are published if, and only if, the transaction that makes them true commits. */
@NullMarked
package org.llmops.platform.outbox;

import org.jspecify.annotations.NullMarked;
