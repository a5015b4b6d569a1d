/** Detectors that workspaces bring themselves: services over HTTP and gRPC, and rubrics for a model to judge by. */
@NullMarked
package org.llmops.guardrail.custom;

import org.jspecify.annotations.NullMarked;
