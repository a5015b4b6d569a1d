/** Everything a caller may have to handle, told once and spoken as RFC 9457 over REST and as ErrorInfo over gRPC. */
@NullMarked
package org.llmops.platform.problem;

import org.jspecify.annotations.NullMarked;
