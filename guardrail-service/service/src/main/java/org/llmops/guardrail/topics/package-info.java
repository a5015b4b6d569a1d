/** Tells what texts are about: topics that a policy describes by examples, and the scope that a system prompt sets. */
@NullMarked
package org.llmops.guardrail.topics;

import org.jspecify.annotations.NullMarked;
