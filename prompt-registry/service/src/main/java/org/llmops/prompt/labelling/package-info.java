/** Labels such as `production`, which point at a version, move, and remember every move. */
@NullMarked
package org.llmops.prompt.labelling;

import org.jspecify.annotations.NullMarked;
