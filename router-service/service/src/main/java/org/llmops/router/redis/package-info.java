/** Redis as the hot path may use it: every command has a short deadline, and a server that is away costs nothing. */
@NullMarked
package org.llmops.router.redis;

import org.jspecify.annotations.NullMarked;
