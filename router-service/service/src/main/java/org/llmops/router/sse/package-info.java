/** Server-sent events, read and written. */
@NullMarked
package org.llmops.router.sse;

import org.jspecify.annotations.NullMarked;
