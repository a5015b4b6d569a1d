/** Prompts and their immutable versions: what every feature of the registry stands on. */
@NullMarked
package org.llmops.prompt.catalog;

import org.jspecify.annotations.NullMarked;
