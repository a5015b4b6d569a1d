/** The template language: parsing with exact positions, and rendering that never reads a value as a template. */
@NullMarked
package org.llmops.prompt.template;

import org.jspecify.annotations.NullMarked;
