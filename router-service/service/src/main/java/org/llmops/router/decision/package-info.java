/** Decisions about where a call goes: made from a document and facts alone, so that the same facts always decide the same. */
@NullMarked
package org.llmops.router.decision;

import org.jspecify.annotations.NullMarked;
