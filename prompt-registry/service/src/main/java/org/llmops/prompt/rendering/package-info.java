/** Rendering: a version with its variables filled in. */
@NullMarked
package org.llmops.prompt.rendering;

import org.jspecify.annotations.NullMarked;
