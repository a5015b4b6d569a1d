/** Chat completion requests taken apart and answers put together, for dialects whose providers do not speak them. */
@NullMarked
package org.llmops.router.call.hub;

import org.jspecify.annotations.NullMarked;
