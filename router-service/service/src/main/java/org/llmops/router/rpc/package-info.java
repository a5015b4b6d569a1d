/** Clients that call models over gRPC: their messages, told as chat completions and embeddings. */
@NullMarked
package org.llmops.router.rpc;

import org.jspecify.annotations.NullMarked;
