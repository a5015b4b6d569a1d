/** Finds what hurts people: abuse, hate, threats, self-harm, sexual content, violence. */
@NullMarked
package org.llmops.guardrail.content;

import org.jspecify.annotations.NullMarked;
