/** How one service of the suite calls another: with its own token, which it fetches and renews by itself. */
@NullMarked
package org.llmops.platform.peers;

import org.jspecify.annotations.NullMarked;
