/** Resolving: which version a number or a label means now, over REST and gRPC. */
@NullMarked
package org.llmops.prompt.resolving;

import org.jspecify.annotations.NullMarked;
