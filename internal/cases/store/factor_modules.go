package store

import (
	_ "github.com/boombuler/barcode/qr"
	_ "github.com/go-webauthn/webauthn/webauthn"
	_ "github.com/pquerna/otp/totp"
)
