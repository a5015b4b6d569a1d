/** Looks up, at the router, the API keys that callers present. */
@NullMarked
package org.llmops.eval.keys;

import org.jspecify.annotations.NullMarked;
