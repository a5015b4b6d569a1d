/** Envelope encryption of secrets: each under a key of its own, which is wrapped by a key that is not in the database. */
@NullMarked
package org.llmops.platform.sealing;

import org.jspecify.annotations.NullMarked;
