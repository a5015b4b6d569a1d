/** Model providers of a workspace: where they are, how they are spoken to, and the credential nobody can read back. */
@NullMarked
package org.llmops.router.providers;

import org.jspecify.annotations.NullMarked;
