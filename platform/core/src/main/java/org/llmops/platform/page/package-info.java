/** Lists in pages, by an opaque cursor. */
@NullMarked
package org.llmops.platform.page;

import org.jspecify.annotations.NullMarked;
