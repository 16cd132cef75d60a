"""Tables of meetings: for spreadsheets and statistics, and the classification sheet that NVivo takes."""
