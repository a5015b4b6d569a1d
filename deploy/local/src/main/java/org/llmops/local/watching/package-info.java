/** Looking at a running stack. */
@NullMarked
package org.llmops.local.watching;

import org.jspecify.annotations.NullMarked;
