/** What other services call: screening over gRPC. */
@NullMarked
package org.llmops.guardrail.serving;

import org.jspecify.annotations.NullMarked;
