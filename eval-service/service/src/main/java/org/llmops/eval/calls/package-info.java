/** Reading the call log over REST. */
@NullMarked
package org.llmops.eval.calls;

import org.jspecify.annotations.NullMarked;
