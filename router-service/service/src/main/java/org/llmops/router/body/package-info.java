/** JSON bodies scanned and edited in place: what the router does not need to know survives byte for byte. */
@NullMarked
package org.llmops.router.body;

import org.jspecify.annotations.NullMarked;
