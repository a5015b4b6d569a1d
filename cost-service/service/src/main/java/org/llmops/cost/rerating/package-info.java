/** Prices a time's calls anew, after a price was mended, and appends what differs. */
@NullMarked
package org.llmops.cost.rerating;

import org.jspecify.annotations.NullMarked;
