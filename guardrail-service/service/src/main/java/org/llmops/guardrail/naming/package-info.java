/** Knows names of persons and places: word lists, and a small linear model that tags words as parts of a person's name. */
@NullMarked
package org.llmops.guardrail.naming;

import org.jspecify.annotations.NullMarked;
