/** What a policy can forbid by rule: words, links, code, statements, patterns, conditions, languages, lengths, noise. */
@NullMarked
package org.llmops.guardrail.rules;

import org.jspecify.annotations.NullMarked;
