/** Calls as spans and metrics, named as OpenTelemetry's conventions for generative AI name them. */
@NullMarked
package org.llmops.router.telemetry;

import org.jspecify.annotations.NullMarked;
