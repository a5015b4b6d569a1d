/** Finds credentials: what has the form of somebody's key, token, password or private key. */
@NullMarked
package org.llmops.guardrail.secrets;

import org.jspecify.annotations.NullMarked;
