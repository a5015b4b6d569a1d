/** Which policy version screens a workspace's calls: who decided it and when, and how screening knows without asking. */
@NullMarked
package org.llmops.guardrail.enforcing;

import org.jspecify.annotations.NullMarked;
