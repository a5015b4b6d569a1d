/** The cache of answers, in Redis, by workspace: for requests that are the same, and for questions that are alike. */
@NullMarked
package org.llmops.router.cache;

import org.jspecify.annotations.NullMarked;
