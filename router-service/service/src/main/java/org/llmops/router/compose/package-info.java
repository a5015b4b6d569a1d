/** Requests that name a prompt are put together from it. */
@NullMarked
package org.llmops.router.compose;

import org.jspecify.annotations.NullMarked;
