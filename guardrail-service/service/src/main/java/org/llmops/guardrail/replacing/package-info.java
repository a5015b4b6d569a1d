/** Ways of redacting beside placeholders: masks, hashes under the workspace's key, and surrogates of the same form. */
@NullMarked
package org.llmops.guardrail.replacing;

import org.jspecify.annotations.NullMarked;
