/** Publishing: a draft becomes the next version of a prompt. */
@NullMarked
package org.llmops.prompt.publishing;

import org.jspecify.annotations.NullMarked;
