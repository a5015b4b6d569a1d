/** The conversation with model providers: attempts, their timers, and the point after which there is no other try. */
@NullMarked
package org.llmops.router.call;

import org.jspecify.annotations.NullMarked;
