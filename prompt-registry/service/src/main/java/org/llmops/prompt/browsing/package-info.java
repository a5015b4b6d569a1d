/** Browsing: what prompts and versions there are. */
@NullMarked
package org.llmops.prompt.browsing;

import org.jspecify.annotations.NullMarked;
