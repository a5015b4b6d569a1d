/** How an answer is served, whichever API it belongs to: key, model, faults, pace, events, and a client that leaves. */
@NullMarked
package org.llmops.simulator.serving;

import org.jspecify.annotations.NullMarked;
