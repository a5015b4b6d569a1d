/** Measures the router beside nginx and a peer, in one run on one machine. */
@NullMarked
package org.llmops.local.bench;

import org.jspecify.annotations.NullMarked;
