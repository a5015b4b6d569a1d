/** The exact cache of answers, in Redis, by workspace. */
@NullMarked
package org.llmops.router.cache;

import org.jspecify.annotations.NullMarked;
