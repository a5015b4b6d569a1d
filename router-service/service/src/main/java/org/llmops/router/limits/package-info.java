/** Request-rate limits: one atomic check over every bucket a call takes from. */
@NullMarked
package org.llmops.router.limits;

import org.jspecify.annotations.NullMarked;
