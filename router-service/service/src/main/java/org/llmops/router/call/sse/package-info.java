/** Server-sent events, read and written. */
@NullMarked
package org.llmops.router.call.sse;

import org.jspecify.annotations.NullMarked;
