/** The one clock. */
@NullMarked
package org.llmops.platform.time;

import org.jspecify.annotations.NullMarked;
