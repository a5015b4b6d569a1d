/** What every part of the router shares: its table of failures. */
@NullMarked
package org.llmops.router;

import org.jspecify.annotations.NullMarked;
