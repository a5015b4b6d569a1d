/** Keeps the calls that a target works on at once within what it can take: the next waits its turn, too many are turned away. */
@NullMarked
package org.llmops.router.queue;

import org.jspecify.annotations.NullMarked;
